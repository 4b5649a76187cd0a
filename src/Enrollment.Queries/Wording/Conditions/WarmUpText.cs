namespace Enrollment.Queries.Wording.Conditions;

/// <summary>A worker that is not ready yet.</summary>
public static class WarmUpText
{
    public const string Running = "The worker is running the code of a fact and of a night once.";

    public static string Failed(string why) =>
        $"The worker could not run the code of a fact and of a night once: {why}. The worker tries again.";
}

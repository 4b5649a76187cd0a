namespace Enrollment.Intake.Json;

/// <summary>
/// One thing that is wrong with a fact: where (a JSON path relative to the fact), and what was found and expected instead.
/// </summary>
public sealed record Problem(string Path, string Message)
{
    public override string ToString() => $"{Path}: {Message}";
}

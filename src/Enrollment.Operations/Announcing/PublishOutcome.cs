namespace Enrollment.Operations.Announcing;

/// <summary>The outcome of messages published one after the other.</summary>
/// <param name="Answered">For how many the broker answered, from the first on without a gap.</param>
/// <param name="Refused">The refused ones among these, counted from 0.</param>
/// <param name="Trouble">Why the others have no answer. The broker may or may not have them. Null if there are answers for all.</param>
public sealed record PublishOutcome(int Answered, IReadOnlyList<int> Refused, Exception? Trouble)
{
    /// <summary>None has an answer.</summary>
    public static PublishOutcome Failed(Exception trouble) => new(0, [], trouble);
}

namespace Enrollment.Operations.Announcing;

/// <summary>What became of messages published one after the other.</summary>
/// <param name="Answered">How many the broker answered, from the first on without a gap.</param>
/// <param name="Refused">The refused ones among these, counted from 0.</param>
/// <param name="Trouble">Why the others have no answer; the broker may or may not have them. Null when all are answered.</param>
internal sealed record PublishOutcome(int Answered, IReadOnlyList<int> Refused, Exception? Trouble)
{
    /// <summary>None has an answer.</summary>
    public static PublishOutcome Failed(Exception trouble) => new(0, [], trouble);
}

using Enrollment.Domain.Rules;

namespace Enrollment.Domain.Tests.Properties;

/// <summary>What happened.</summary>
internal abstract record What(string User)
{
    public bool IsAtOnceJoin => this is Created { AtOnce: true } or Joined { AtOnce: true };

    /// <summary>Decisions about one learner: they take effect at once (semantics 10).</summary>
    public bool IsDecision => this is Exempted or ExemptionEnded or Extended or Revoked;

    /// <summary>A fact that holds from the night of so many days later (semantics 13); 0 for since it occurred.</summary>
    public int LaterBy { get; init; }

    internal sealed record Saved(Rule Rule) : What("");

    internal sealed record Created(string User, string Group, DateOnly? HiredOn, bool Active, bool AtOnce) : What(User);

    internal sealed record Joined(string User, string Group, bool AtOnce) : What(User);

    internal sealed record Left(string User, string Group) : What(User);

    internal sealed record Away(string User) : What(User);

    internal sealed record Back(string User) : What(User);

    internal sealed record Hired(string User, DateOnly? On) : What(User);

    internal sealed record Exempted(string User, string Activity, string Id, int FromDays, int? Length) : What(User);

    internal sealed record ExemptionEnded(string User, string Activity, string Id) : What(User);

    internal sealed record Extended(string User, string Activity, int Days) : What(User);

    internal sealed record Revoked(string User, string Activity, int DaysBefore) : What(User);

    internal sealed record Ordered(string Activity, string? Group, Due Due) : What("");

    internal sealed record Completed(string User, string Activity, int DaysBefore) : What(User);
}

using Enrollment.Domain.Rules;

namespace Enrollment.Domain.Tests.Properties;

/// <summary>What happened.</summary>
internal abstract record What(string User)
{
    public bool IsAtOnceJoin => this is Created { AtOnce: true } or Joined { AtOnce: true };

    internal sealed record Saved(Rule Rule) : What("");

    internal sealed record Created(string User, string Group, DateOnly? HiredOn, bool Active, bool AtOnce) : What(User);

    internal sealed record Joined(string User, string Group, bool AtOnce) : What(User);

    internal sealed record Left(string User, string Group) : What(User);

    internal sealed record Away(string User) : What(User);

    internal sealed record Back(string User) : What(User);

    internal sealed record Hired(string User, DateOnly? On) : What(User);

    internal sealed record Completed(string User, string Activity, int DaysBefore) : What(User);
}

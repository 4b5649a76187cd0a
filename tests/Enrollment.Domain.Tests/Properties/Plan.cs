namespace Enrollment.Domain.Tests.Properties;

/// <summary>Two years of a small organization.</summary>
public sealed class Plan
{
    public const int Days = 730;

    internal Plan(int minimumDays, IReadOnlyList<Happening> happenings) => (MinimumDays, Happenings) = (minimumDays, happenings);

    internal int MinimumDays { get; }

    internal IReadOnlyList<Happening> Happenings { get; }

    internal Plan With(IEnumerable<Happening> happenings) => new(MinimumDays, [.. happenings]);

    internal Plan Without(Func<Happening, bool> unwanted) => With(Happenings.Where(happening => !unwanted(happening)));

    /// <summary>Without joins and decisions at once; completions alone are left of what takes effect at once.</summary>
    internal Plan WithoutAtOnceEffects() => Without(happening => happening.What.IsAtOnceJoin || happening.What.IsDecision);

    /// <summary>
    /// Without what a run finds by the calendar alone: when nights are missed, the run that catches up finds it on its own date (semantics
    /// 4).
    /// </summary>
    internal Plan WithoutCalendarEffects() =>
        Without(happening =>
            happening.What
                is What.Exempted
                    or { LaterBy: > 0 }
                    or What.Saved { Rule.ActiveFrom: not null }
                    or What.Saved { Rule.ActiveUntil: not null }
                    or What.Saved { Rule.NotBeforeHireDate: true }
        );

    /// <summary>What occurs between the night of the day and the next.</summary>
    internal IEnumerable<Happening> After(int day) => Happenings.Where(happening => happening.Day == day);

    public override string ToString() => $"floor {MinimumDays}\n{string.Join('\n', Happenings)}";
}

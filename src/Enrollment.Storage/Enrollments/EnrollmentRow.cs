using System.Text.Json;
using Enrollment.Domain.Deciding;

namespace Enrollment.Storage.Enrollments;

/// <summary>The read model's row of an enrollment: its latest period, as the stream gives it.</summary>
public sealed record EnrollmentRow
{
    public string Activity { get; set; } = "";

    public string Learner { get; set; } = "";

    public long Version { get; set; }

    public int? Period { get; set; }

    public string? Status { get; set; }

    public string? Requirement { get; set; }

    public DateOnly? EnrolledOn { get; set; }

    public DateOnly? Due { get; set; }

    public DateOnly? CountsFrom { get; set; }

    public DateOnly? CompletedOn { get; set; }

    public DateOnly? OverdueSince { get; set; }

    public string? Rule { get; set; }

    public int? RuleVersion { get; set; }

    /// <summary>The date on which the rollover has to look: a transition or a reminder.</summary>
    public DateOnly? NextTransitionOn { get; set; }

    /// <summary>The number of exemptions that were ever recorded; null for none, so that an index finds the few that have any.</summary>
    public int? Exemptions { get; set; }

    public static EnrollmentRow Of((EnrollmentKey Key, EnrollmentState State, long Version) enrollment)
    {
        var (key, state, version) = enrollment;
        var period = state.Periods.LastOrDefault();
        return new EnrollmentRow
        {
            Activity = key.Activity.Value,
            Learner = key.Learner.Value,
            Version = version,
            Period = period?.Number,
            Status = EnumText(period?.Status),
            Requirement = EnumText(period?.Requirement),
            EnrolledOn = period?.EnrolledOn,
            Due = period?.Due,
            CountsFrom = period?.CountsFrom,
            CompletedOn = period?.CompletedOn,
            OverdueSince = state.OverdueSince,
            Rule = period?.RuleId.Value,
            RuleVersion = period?.RuleVersion,
            NextTransitionOn = state.NextDate,
            Exemptions = state.Exemptions.IsEmpty ? null : state.Exemptions.Count,
        };
    }

    private static string? EnumText<T>(T? value)
        where T : struct, Enum => value is { } known ? JsonNamingPolicy.CamelCase.ConvertName(known.ToString()) : null;
}

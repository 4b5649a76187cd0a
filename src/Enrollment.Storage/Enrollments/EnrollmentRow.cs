using System.Text.Json;
using Enrollment.Domain.Deciding;
using Enrollment.Domain.Enrollments;

namespace Enrollment.Storage.Enrollments;

/// <summary>The read model's row of an enrollment: its latest period, as the stream gives it.</summary>
internal sealed record EnrollmentRow(
    string Activity,
    string Learner,
    long Version,
    int? Period,
    string? Status,
    string? Requirement,
    DateOnly? EnrolledOn,
    DateOnly? Due,
    DateOnly? CountsFrom,
    DateOnly? CompletedOn,
    DateOnly? OverdueSince,
    string? Rule,
    int? RuleVersion,
    DateOnly? NextTransitionOn
)
{
    public static EnrollmentRow Of((EnrollmentKey Key, EnrollmentState State, long Version) enrollment)
    {
        var (key, state, version) = enrollment;
        var period = state.Periods.LastOrDefault();
        return new EnrollmentRow(
            key.Activity.Value,
            key.Learner.Value,
            version,
            period?.Number,
            Word(period?.Status),
            Word(period?.Requirement),
            period?.EnrolledOn,
            period?.Due,
            period?.CountsFrom,
            period?.CompletedOn,
            state.OverdueSince,
            period?.RuleId.Value,
            period?.RuleVersion,
            period?.NextTransitionOn
        );
    }

    private static string? Word<T>(T? value)
        where T : struct, Enum => value is { } word ? JsonNamingPolicy.CamelCase.ConvertName(word.ToString()) : null;
}

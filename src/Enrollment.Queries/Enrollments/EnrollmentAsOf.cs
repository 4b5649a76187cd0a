using Enrollment.Domain;
using Enrollment.Domain.Deciding;
using Enrollment.Domain.Enrollments;
using Enrollment.Queries.Records;
using Enrollment.Storage.Access;
using Marten;

namespace Enrollment.Queries.Enrollments;

/// <summary>An enrollment as it stood on a date, from what was known at an instant.</summary>
/// <param name="ActivityId">Of the enrollment.</param>
/// <param name="UserId">Of the enrollment.</param>
/// <param name="AsOf">The date.</param>
/// <param name="KnownAt">The instant; null for everything there is.</param>
/// <param name="OverdueSince">The enrollment's overdue mark (semantics 5.5).</param>
/// <param name="Sources">The rules that matched when the learner was last judged by that date.</param>
/// <param name="Periods">In order of planning; the last is the current one, if any is.</param>
public sealed record EnrollmentAsOf(
    string ActivityId,
    string UserId,
    DateOnly AsOf,
    DateTimeOffset? KnownAt,
    DateOnly? OverdueSince,
    IReadOnlyList<SourceThen> Sources,
    IReadOnlyList<Period> Periods
)
{
    /// <summary>Of one learner, in one activity or in all; those that had no period then are left out.</summary>
    public static async Task<IReadOnlyList<EnrollmentAsOf>> GetAsync(
        IQuerySession session,
        string learner,
        string? activity,
        PointInTime moment,
        CancellationToken cancellationToken
    )
    {
        var activities = activity is null ? await Recorded.GetActivitiesAsync(session, learner, cancellationToken) : [activity];
        var keys = activities.ToDictionary(
            id => id,
            id => StreamKeys.Of(new ActivityId(id), new LearnerId(learner)),
            StringComparer.Ordinal
        );
        var streams = await Recorded.GetEventsAsync(session, keys.Values, moment, cancellationToken);
        return
        [
            .. activities
                .Select(id => Of(id, learner, Recorded.Enrollment(streams[keys[id]], moment.AsOf), moment))
                .Where(then => then.Periods.Count > 0),
        ];
    }

    internal static EnrollmentAsOf Of(string activity, string learner, EnrollmentState state, PointInTime moment) =>
        new(activity, learner, moment.AsOf, moment.KnownAt, state.OverdueSince, [.. SourceThen.Of(state)], state.Periods);
}

/// <summary>A rule that was a reason to be enrolled.</summary>
/// <param name="RuleId">The rule.</param>
/// <param name="Version">Its version.</param>
/// <param name="Groups">The groups through which it matched; null for the entire company.</param>
/// <param name="SeenOn">The date of the run, or of the join at once, that last judged it.</param>
public sealed record SourceThen(string RuleId, int Version, IReadOnlyList<GroupId>? Groups, DateOnly SeenOn)
{
    internal static IEnumerable<SourceThen> Of(EnrollmentState state) =>
        state.LastJudged is { Active: true } step
            ? step.Matches.Select(match => new SourceThen(match.RuleId.Value, match.Version, match.Groups, step.On))
            : [];
}

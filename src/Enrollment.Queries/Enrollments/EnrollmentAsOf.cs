using System.Text.Json.Serialization;
using Enrollment.Domain;
using Enrollment.Domain.Deciding;
using Enrollment.Domain.Enrollments;
using Enrollment.Queries.Records;
using Enrollment.Storage.Access;
using Marten;

namespace Enrollment.Queries.Enrollments;

/// <summary>An enrollment on a date, as known at an instant.</summary>
/// <param name="ActivityId">The activity.</param>
/// <param name="UserId">The learner.</param>
/// <param name="AsOf">The date.</param>
/// <param name="KnownAt">The instant; null for all records.</param>
/// <param name="OverdueSince">The enrollment's overdue mark (semantics 5.5).</param>
/// <param name="Sources">The rules that matched at the last evaluation up to that date.</param>
/// <param name="Periods">In the order of planning. The last is the current one, if there is one.</param>
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
    /// <summary>An exemption was in force at the last evaluation up to that date (semantics 10).</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Exempt { get; init; }

    /// <summary>The enrollments of a learner, in one activity or in all. Those without a period on the date are left out.</summary>
    public static async Task<IReadOnlyList<EnrollmentAsOf>> GetAsync(
        IQuerySession session,
        string learner,
        string? activity,
        PointInTime pointInTime,
        CancellationToken cancellationToken
    )
    {
        var activities = activity is null ? await Recorded.GetActivitiesAsync(session, learner, cancellationToken) : [activity];
        var keys = activities.ToDictionary(
            id => id,
            id => StreamKeys.Of(new ActivityId(id), new LearnerId(learner)),
            StringComparer.Ordinal
        );
        var streams = await Recorded.GetAsync(session, keys.Values, pointInTime, cancellationToken);
        var earlier = await EarlierSemantics.FindAsync(session, cancellationToken);
        return
        [
            .. activities
                .Select(id => Of(id, learner, Recorded.Enrollment(streams[keys[id]], pointInTime, earlier), pointInTime))
                .Where(then => then.Periods.Count > 0),
        ];
    }

    internal static EnrollmentAsOf Of(string activity, string learner, EnrollmentState state, PointInTime pointInTime) =>
        new(activity, learner, pointInTime.AsOf, pointInTime.KnownAt, state.OverdueSince, [.. SourceThen.Of(state)], state.Periods)
        {
            Exempt = state.LastJudged is { Exempt: true },
        };
}

/// <summary>A rule that matched.</summary>
/// <param name="RuleId">The rule.</param>
/// <param name="Version">Its version.</param>
/// <param name="Groups">The groups through which it matched; null for the entire company.</param>
/// <param name="SeenOn">The date of the last evaluation, by a run or by a join at once.</param>
public sealed record SourceThen(string RuleId, int Version, IReadOnlyList<GroupId>? Groups, DateOnly SeenOn)
{
    internal static IEnumerable<SourceThen> Of(EnrollmentState state) =>
        state.LastJudged is { Active: true } step
            ? step.Matches.Select(match => new SourceThen(match.RuleId.Value, match.Version, match.Groups, step.On))
            : [];
}

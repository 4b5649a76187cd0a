using Enrollment.Domain;
using Enrollment.Domain.Calendar;
using Enrollment.Domain.Enrollments;
using Enrollment.Domain.Rules;
using Enrollment.Queries.History;
using Enrollment.Queries.Records;
using Enrollment.Queries.Wording;
using Enrollment.Storage.Access;
using Enrollment.Storage.Enrollments;
using Enrollment.Storage.Rules;
using JasperFx.Events;
using Marten;

namespace Enrollment.Queries.Enrollments;

/// <summary>Why a learner was enrolled in an activity on a date, why with these dates, or why not.</summary>
/// <param name="ActivityId">The activity.</param>
/// <param name="UserId">The learner.</param>
/// <param name="AsOf">The date.</param>
/// <param name="Period">The latest period as it stood; null when there was none.</param>
/// <param name="Because">Why that period, why these dates, since when.</param>
/// <param name="Story">What was recorded of that period up to the date.</param>
/// <param name="Rules">Every rule that named the activity on the date.</param>
public sealed record Explanation(
    string ActivityId,
    string UserId,
    DateOnly AsOf,
    Period? Period,
    IReadOnlyList<string> Because,
    IReadOnlyList<HistoryEntry> Story,
    IReadOnlyList<RuleExplained> Rules
)
{
    public static async Task<Explanation> LoadAsync(
        IQuerySession session,
        EnrollmentKey key,
        PointInTime moment,
        BusinessCalendar calendar,
        CancellationToken cancellationToken
    )
    {
        var learnerStream = StreamKeys.Of(key.Learner);
        var streams = await Recorded.GetEventsAsync(session, [key.Stream, learnerStream], moment, cancellationToken);
        var then = Recorded.Enrollment(streams[key.Stream], moment.AsOf);
        var learner = Recorded.Learner(key.Learner, streams[learnerStream], moment.AsOf, calendar);
        var rules = (await GetRulesAsync(session, moment, calendar, cancellationToken)).Where(saved =>
            saved.Rule.ActivityId == key.Activity
        );
        var latest = then.Periods.Count > 0 ? then.Periods[^1] : null;
        return new Explanation(
            key.Activity.Value,
            key.Learner.Value,
            moment.AsOf,
            latest,
            latest is null ? [] : [.. PeriodText.Because(latest, then)],
            latest is null ? [] : [.. StoryOf(latest, key, streams[key.Stream], moment.AsOf)],
            [
                .. rules
                    .OrderBy(saved => saved.Rule.Id.Value, StringComparer.Ordinal)
                    .Select(saved => RuleExplained.Of(saved, learner, then, calendar)),
            ]
        );
    }

    private static IEnumerable<HistoryEntry> StoryOf(Period period, EnrollmentKey key, IEnumerable<IEvent> events, DateOnly asOf) =>
        events
            .Where(recorded => recorded.Data is PeriodEvent change && change.Period.Number == period.Number && change.EffectiveOn <= asOf)
            .Select(recorded => HistoryEntry.Of(key.Activity.Value, recorded));

    /// <summary>The version in force by the end of the date.</summary>
    private static async Task<IEnumerable<RuleSaved>> GetRulesAsync(
        IQuerySession session,
        PointInTime moment,
        BusinessCalendar calendar,
        CancellationToken cancellationToken
    )
    {
        var ids = await session.Query<RuleDocument>().Select(document => document.Id).ToListAsync(cancellationToken);
        var streams = await Recorded.GetEventsAsync(session, ids.Select(id => StreamKeys.Of(new RuleId(id))), moment, cancellationToken);
        return streams
            .Select(stream =>
                stream
                    .Select(recorded => recorded.Data)
                    .OfType<RuleSaved>()
                    .Where(saved => calendar.DateOf(saved.Stamp.OccurredAt) <= moment.AsOf)
                    .InForce(DateTimeOffset.MaxValue)
            )
            .OfType<RuleSaved>();
    }
}

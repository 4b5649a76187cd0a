using Enrollment.Domain;
using Enrollment.Domain.Calendar;
using Enrollment.Domain.Enrollments;
using Enrollment.Domain.Rules;
using Enrollment.Queries.History;
using Enrollment.Queries.Records;
using Enrollment.Queries.Wording.Periods;
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
/// <param name="Because">Why the period exists, why it has these dates, and since when.</param>
/// <param name="Story">What was recorded about that period up to the date.</param>
/// <param name="Exemptions">The exemptions in force on the date, each with who decided and why.</param>
/// <param name="Rules">Every rule about the activity on the date.</param>
public sealed record Explanation(
    string ActivityId,
    string UserId,
    DateOnly AsOf,
    Period? Period,
    IReadOnlyList<string> Because,
    IReadOnlyList<HistoryEntry> Story,
    IReadOnlyList<ExemptionRecorded> Exemptions,
    IReadOnlyList<RuleExplained> Rules
)
{
    public static async Task<Explanation> LoadAsync(
        IQuerySession session,
        EnrollmentKey key,
        PointInTime pointInTime,
        BusinessCalendar calendar,
        CancellationToken cancellationToken
    )
    {
        var learnerStream = StreamKeys.Of(key.Learner);
        var streams = await Recorded.GetAsync(session, [key.Stream, learnerStream], pointInTime, cancellationToken);
        var earlier = await EarlierSemantics.FindAsync(session, cancellationToken);
        var then = Recorded.Enrollment(streams[key.Stream], pointInTime, earlier);
        var learner = Recorded.Learner(key.Learner, streams[learnerStream], pointInTime.AsOf, calendar);
        var rules = (await GetRulesAsync(session, pointInTime, calendar, cancellationToken)).Where(saved =>
            saved.Rule.ActivityId == key.Activity
        );
        var exemptions = ExemptionsThen.Of(then, pointInTime.AsOf, calendar);
        var latest = then.Periods.Count > 0 ? then.Periods[^1] : null;
        return new Explanation(
            key.Activity.Value,
            key.Learner.Value,
            pointInTime.AsOf,
            latest,
            latest is null ? [] : [.. PeriodText.Because(latest, then)],
            latest is null ? [] : [.. EventsOf(latest, key, streams[key.Stream], pointInTime.AsOf, calendar)],
            exemptions,
            [
                .. rules
                    .OrderBy(saved => saved.Rule.Id.Value, StringComparer.Ordinal)
                    .Select(saved => RuleExplained.Of(saved, learner, then, exemptions, pointInTime.AsOf, calendar)),
            ]
        );
    }

    private static IEnumerable<HistoryEntry> EventsOf(
        Period period,
        EnrollmentKey key,
        IEnumerable<IEvent> events,
        DateOnly asOf,
        BusinessCalendar calendar
    ) =>
        events
            .Where(recorded => recorded.Data is PeriodEvent change && change.Period.Number == period.Number && change.EffectiveOn <= asOf)
            .Select(recorded => HistoryEntry.Of(key.Activity.Value, recorded, calendar));

    /// <summary>The version in force by the end of the date.</summary>
    private static async Task<IEnumerable<RuleSaved>> GetRulesAsync(
        IQuerySession session,
        PointInTime pointInTime,
        BusinessCalendar calendar,
        CancellationToken cancellationToken
    )
    {
        var ids = await session.Query<RuleDocument>().Select(document => document.Id).ToListAsync(cancellationToken);
        var streams = await Recorded.GetAsync(session, ids.Select(id => StreamKeys.Of(new RuleId(id))), pointInTime, cancellationToken);
        return streams
            .Select(stream =>
                stream
                    .Select(recorded => recorded.Data)
                    .OfType<RuleSaved>()
                    .Where(saved => calendar.DateOf(saved.Stamp.OccurredAt) <= pointInTime.AsOf)
                    .InForce(DateTimeOffset.MaxValue)
            )
            .OfType<RuleSaved>();
    }
}

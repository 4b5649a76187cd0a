using Enrollment.Domain;
using Enrollment.Domain.Calendar;
using Enrollment.Storage.Access;
using Enrollment.Storage.Nights;
using Npgsql;

namespace Enrollment.Queries.Auditing;

/// <summary>What runs that have not started need: the dates of learners' calendars, and orders of retraining.</summary>
/// <param name="documents">Reads the state of the schedule.</param>
/// <param name="calendar">The organization's calendar.</param>
/// <param name="now">A date that has passed when its fact arrives is not in the calendar.</param>
internal sealed class RunsToCome(ModelDocuments documents, BusinessCalendar calendar, DateTimeOffset now)
{
    public BusinessCalendar Calendar => calendar;

    /// <summary>
    /// The latest date that the table of dates need not hold; null while it may lack hire dates, which the first night of a version of the
    /// semantics adds.
    /// </summary>
    public async Task<DateOnly?> FindLatestPassedAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var (due, state) = (calendar.LatestDue(now), await FindStateAsync(connection, cancellationToken));
        var lacksHireDates =
            state is not null
            && (state.Semantics < Domain.Enrollments.Semantics.Version || state.Unfinished == (state.AdoptedOn ?? default));
        return lacksHireDates ? null
            : state?.LastDate > due ? state.LastDate
            : due;
    }

    /// <summary>The instant of the latest run that started. It took the orders that were known by then.</summary>
    public async Task<DateTimeOffset> GetLatestInstantAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        (await FindStateAsync(connection, cancellationToken))?.LastDate is { } last
            ? calendar.NightlyInstant(last)
            : DateTimeOffset.MinValue;

    /// <summary>Those of the dates that the table of dates lacks.</summary>
    public static async Task<IReadOnlySet<(LearnerId Learner, DateOnly On)>> FindMissingAsync(
        NpgsqlConnection connection,
        IReadOnlyCollection<(LearnerId Learner, DateOnly On)> dates,
        CancellationToken cancellationToken
    )
    {
        var missing = dates.ToHashSet();
        if (missing.Count == 0)
            return missing;
        var found = await Sql.QueryAsync(
            connection,
            $"select learner_id, on_date from {OwnTables.LearnerCalendarDate} where learner_id = any(@learners)",
            row => (new LearnerId(row.GetString(0)), row.GetFieldValue<DateOnly>(1)),
            cancellationToken,
            Sql.Texts("learners", missing.Select(date => date.Learner.Value).Distinct())
        );
        missing.ExceptWith(found);
        return missing;
    }

    private async Task<NightlySchedulerState?> FindStateAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        (
            await documents.LoadAsync<NightlySchedulerState>(
                connection,
                "nightlyledger",
                [NightlySchedulerState.DocumentId],
                cancellationToken
            )
        ).SingleOrDefault();
}

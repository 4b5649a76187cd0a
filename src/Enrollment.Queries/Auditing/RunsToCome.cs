using Enrollment.Domain;
using Enrollment.Domain.Calendar;
using Enrollment.Queries.Findings;
using Enrollment.Queries.Wording.Findings;
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

    /// <summary>The instant of the latest run that started. It took the orders that were known by then.</summary>
    public async Task<DateTimeOffset> GetLatestInstantAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        (await FindStateAsync(connection, cancellationToken))?.LastDate is { } last
            ? calendar.NightlyInstant(last)
            : DateTimeOffset.MinValue;

    /// <summary>The dates ahead that the table of dates lacks.</summary>
    /// <param name="connection">Reads everything.</param>
    /// <param name="dates">Each with the stream that asks for it.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    public async Task<IEnumerable<Finding>> FindMissingDatesAsync(
        NpgsqlConnection connection,
        IReadOnlyCollection<(string Stream, LearnerId Learner, DateOnly On)> dates,
        CancellationToken cancellationToken
    )
    {
        if (dates.Count == 0 || await FindLatestPassedAsync(connection, cancellationToken) is not { } passed)
            return [];
        var ahead = dates.Where(date => date.On > passed).ToArray();
        var stored = ahead.Length == 0 ? [] : await GetStoredAsync(connection, ahead.Select(date => date.Learner), cancellationToken);
        return ahead
            .Where(date => !stored.Contains((date.Learner, date.On)))
            .Select(date => new Finding(FindingKind.ReadModel, date.Stream, null, FindingText.DateMissing(date.On)));
    }

    /// <summary>
    /// The latest date that the table of dates need not hold; null while it may lack hire dates, which the first night of a version of the
    /// semantics adds.
    /// </summary>
    private async Task<DateOnly?> FindLatestPassedAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var (due, state) = (calendar.LatestDue(now), await FindStateAsync(connection, cancellationToken));
        var lacksHireDates =
            state is not null
            && (state.Semantics < Domain.Enrollments.Semantics.Version || (state.AdoptedOn is { } first && state.Unfinished == first));
        return lacksHireDates ? null
            : state?.LastDate > due ? state.LastDate
            : due;
    }

    private static async Task<HashSet<(LearnerId Learner, DateOnly On)>> GetStoredAsync(
        NpgsqlConnection connection,
        IEnumerable<LearnerId> learners,
        CancellationToken cancellationToken
    ) =>
        [
            .. await Sql.QueryAsync(
                connection,
                $"select learner_id, on_date from {OwnTables.LearnerCalendarDate} where learner_id = any(@learners)",
                row => (new LearnerId(row.GetString(0)), row.GetFieldValue<DateOnly>(1)),
                cancellationToken,
                Sql.Texts("learners", learners.Select(learner => learner.Value).Distinct())
            ),
        ];

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

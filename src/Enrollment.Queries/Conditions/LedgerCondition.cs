using Enrollment.Domain.Calendar;
using Enrollment.Storage;
using Enrollment.Storage.Clock;
using Enrollment.Storage.Nights;
using Marten;

namespace Enrollment.Queries.Conditions;

/// <summary>A night was run while a clock was ahead: until its date has come there are no others.</summary>
public sealed class LedgerCondition(IDocumentStore store, BusinessCalendar calendar, TimeProvider time, EnrollmentOptions options)
    : ICondition
{
    public string Name => "ledger";

    public ConditionLevel Level => ConditionLevel.Degraded;

    public async Task<ConditionProblem?> FindProblemAsync(CancellationToken cancellationToken)
    {
        await using var session = store.QuerySession();
        var state = await session.LoadAsync<NightlySchedulerState>(NightlySchedulerState.DocumentId, cancellationToken);
        return FindAhead(state, calendar.DateOf(time.GetUtcNow())) is { } sentence
            ? new ConditionProblem(sentence, IsWarning: options.DemonstrationClock)
            : null;
    }

    /// <summary>Null unless the last night lies more than a day ahead.</summary>
    public static string? FindAhead(NightlySchedulerState? state, DateOnly today) =>
        state?.LastDate > today.AddDays(1)
            ? $"The last night that was run is dated {state.LastDate:yyyy-MM-dd}, and today is {today:yyyy-MM-dd}: "
                + "no night runs until that date is over. A clock was ahead. See \"A clock was wrong\" in docs/operations.md."
            : null;
}

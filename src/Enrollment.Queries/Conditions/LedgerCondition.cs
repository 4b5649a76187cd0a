using Enrollment.Domain.Calendar;
using Enrollment.Queries.Wording.Nights;
using Enrollment.Storage;
using Enrollment.Storage.Clock;
using Enrollment.Storage.Nights;
using Marten;

namespace Enrollment.Queries.Conditions;

/// <summary>A night was run while a clock was ahead. No other night runs until its date has passed.</summary>
public sealed class LedgerCondition(IDocumentStore store, BusinessCalendar calendar, TimeProvider timeProvider, EnrollmentOptions options)
    : ICondition
{
    public string Name => "ledger";

    public ConditionLevel Level => ConditionLevel.Degraded;

    public async Task<ConditionProblem?> FindProblemAsync(CancellationToken cancellationToken)
    {
        await using var session = store.QuerySession();
        var state = await NightlySchedulerState.FindAsync(session, cancellationToken);
        return FindAhead(state, calendar.DateOf(timeProvider.GetUtcNow())) is { } sentence
            ? new ConditionProblem(sentence, IsWarning: options.DemonstrationClock)
            : null;
    }

    /// <summary>Null unless the last night is dated more than a day ahead.</summary>
    public static string? FindAhead(NightlySchedulerState? state, DateOnly today) =>
        state?.LastDate > today.AddDays(1) ? NightProblemText.LedgerAhead(state.LastDate.Value, today) : null;
}

using Marten;

namespace Enrollment.Storage.Nights;

/// <summary>Reads the progress of a phase from its plan and its segments' results.</summary>
public static class PhaseResults
{
    public static async Task<PhaseProgress> LoadProgressAsync(
        this IQuerySession session,
        DateOnly date,
        NightlyPhase phase,
        CancellationToken cancellationToken
    )
    {
        if (await session.LoadAsync<PhasePlan>(NightlyRun.KeyOf(date, phase), cancellationToken) is not { } plan)
            return PhaseProgress.NotPlanned;
        var results = await session
            .Query<SegmentResult>()
            .Where(result => result.BusinessDate == date && result.Phase == phase)
            .ToListAsync(cancellationToken);
        return PhaseProgress.Of(plan.Work, results);
    }
}

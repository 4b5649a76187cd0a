namespace Enrollment.Storage.Nights;

/// <summary>The work of a phase. It is stored in the planning's transaction, so that a phase is planned once.</summary>
public sealed record PhasePlan(string Id, DateOnly BusinessDate, NightlyPhase Phase, PlannedWork Work)
{
    public static PhasePlan Of(DateOnly date, NightlyPhase phase, PlannedWork work) =>
        new(NightlyRun.KeyOf(date, phase), date, phase, work);
}

namespace Enrollment.Storage.Nights;

/// <summary>Into how many segments a phase was cut; stored in the planning's own transaction, so that a run is planned once.</summary>
public sealed record PhasePlan(string Id, DateOnly BusinessDate, NightlyPhase Phase, PlannedWork Work)
{
    public static PhasePlan Of(DateOnly date, NightlyPhase phase, PlannedWork work) =>
        new(NightlyRun.KeyOf(date, phase), date, phase, work);
}

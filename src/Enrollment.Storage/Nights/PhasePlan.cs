namespace Enrollment.Storage.Nights;

/// <summary>The work of a phase. It is stored in the planning's transaction, so that a phase is planned once.</summary>
public sealed record PhasePlan(string Id, DateOnly BusinessDate, NightlyPhase Phase, PlannedWork Work)
{
    public static PhasePlan Of(DateOnly date, NightlyPhase phase, PlannedWork work) =>
        new(NightlyRun.KeyOf(date, phase), date, phase, work);
}

/// <summary>The number of segments of a phase, and the number of learners or enrollments in them.</summary>
public sealed record PlannedWork(int Segments, long Items);

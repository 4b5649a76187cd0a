namespace Enrollment.Storage.Nights;

/// <summary>The phases of a run, in their order.</summary>
public enum NightlyPhase
{
    /// <summary>Sources gained and lost, rule edits, pauses.</summary>
    Batch,

    /// <summary>Openings, overdue and missed periods.</summary>
    Rollover,
}

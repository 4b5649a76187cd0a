namespace Enrollment.Storage.Nights;

/// <summary>The two things a run does, in this order.</summary>
public enum NightlyPhase
{
    /// <summary>Sources gained and lost, rule edits, pauses.</summary>
    Batch,

    /// <summary>Openings, overdue, missed.</summary>
    Rollover,
}

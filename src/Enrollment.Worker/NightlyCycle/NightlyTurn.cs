namespace Enrollment.Worker.NightlyCycle;

/// <summary>What becomes of the wish to run a date.</summary>
public enum NightlyTurn
{
    /// <summary>It is the date's turn.</summary>
    Granted,

    /// <summary>An older run has to be finished first; the clock asks again.</summary>
    Waits,

    /// <summary>A later date, or this one, was run already.</summary>
    Refused,
}

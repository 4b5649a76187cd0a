using System.Text.Json.Serialization;

namespace Enrollment.Contracts;

/// <summary>
/// The status of a period (semantics 9). At most one period of an enrollment is scheduled, open, overdue or paused; the other statuses
/// are final, unless a later fact restores the period.
/// </summary>
[JsonConverter(typeof(CamelCaseEnumConverter<PeriodStatus>))]
public enum PeriodStatus
{
    /// <summary>Planned and not yet visible to the learner. Never announced.</summary>
    Scheduled,

    /// <summary>Visible to the learner and not completed.</summary>
    Open,

    /// <summary>Required and not completed by its due date (semantics 5.5).</summary>
    Overdue,

    /// <summary>Completed on or before its due date, or without one (semantics 5.3).</summary>
    Completed,

    /// <summary>Completed after its due date (semantics 5.3).</summary>
    CompletedLate,

    /// <summary>Satisfied by a completion from before the enrollment (semantics 5.4).</summary>
    Satisfied,

    /// <summary>Not completed before the next annual period took over (semantics 5.5).</summary>
    Missed,

    /// <summary>Ended after it was visible, because no rule calls for the period any more (semantics 7).</summary>
    Withdrawn,

    /// <summary>Ended before it was visible. Never announced.</summary>
    Canceled,

    /// <summary>Suspended while the learner is inactive (semantics 7).</summary>
    Paused,

    /// <summary>Ended because the learner was exempted (semantics 10).</summary>
    Exempted,
}

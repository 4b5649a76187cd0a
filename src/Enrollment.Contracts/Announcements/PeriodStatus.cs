using System.Text.Json.Serialization;

namespace Enrollment.Contracts;

/// <summary>Where a period stands (semantics 9).</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<PeriodStatus>))]
public enum PeriodStatus
{
    /// <summary>Planned, not yet visible to the learner.</summary>
    Scheduled,

    /// <summary>Visible, not completed, not late.</summary>
    Open,

    /// <summary>Required, and its due date has passed.</summary>
    Overdue,

    /// <summary>Completed on or before its due date.</summary>
    Completed,

    /// <summary>Completed after its due date.</summary>
    CompletedLate,

    /// <summary>Satisfied by a completion from before the enrollment.</summary>
    Satisfied,

    /// <summary>Not completed before the next annual period took over.</summary>
    Missed,

    /// <summary>Taken back after it was visible, because no rule matches any more.</summary>
    Withdrawn,

    /// <summary>Taken back before it was visible.</summary>
    Canceled,

    /// <summary>Held while the learner is inactive.</summary>
    Paused,
}

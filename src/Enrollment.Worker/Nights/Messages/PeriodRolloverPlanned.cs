using Enrollment.Storage.Nights;
using MassTransit;

namespace Enrollment.Worker.Nights.Messages;

/// <summary>The period rollover is planned: a hint to look at the store.</summary>
/// <param name="BusinessDate">The run.</param>
/// <param name="Work">Only for workers of the version before, which may run beside this one and go by it.</param>
[EntityName("Enrollment.Worker.NightlyCycle:PeriodRolloverPlanned")]
[MessageUrn("Enrollment.Worker.NightlyCycle:PeriodRolloverPlanned")]
public sealed record PeriodRolloverPlanned(DateOnly BusinessDate, PlannedWork Work);

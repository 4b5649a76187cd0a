using Enrollment.Storage.Nights;
using MassTransit;

namespace Enrollment.Worker.Nights.Messages;

/// <summary>The period rollover is planned: a hint to read the store.</summary>
/// <param name="BusinessDate">The run.</param>
/// <param name="Work">Used only by workers of the previous version, which may run beside this one.</param>
[EntityName("Enrollment.Worker.NightlyCycle:PeriodRolloverPlanned")]
[MessageUrn("Enrollment.Worker.NightlyCycle:PeriodRolloverPlanned")]
public sealed record PeriodRolloverPlanned(DateOnly BusinessDate, PlannedWork Work);

using Enrollment.Storage.Nights;
using MassTransit;

namespace Enrollment.Worker.Nights.Messages;

/// <summary>The nightly batch is planned: a hint to read the store.</summary>
/// <param name="BusinessDate">The run.</param>
/// <param name="Work">Used only by workers of the previous version, which may run beside this one.</param>
[EntityName("Enrollment.Worker.NightlyCycle:NightlyBatchPlanned")]
[MessageUrn("Enrollment.Worker.NightlyCycle:NightlyBatchPlanned")]
public sealed record NightlyBatchPlanned(DateOnly BusinessDate, PlannedWork Work);

namespace Enrollment.Cli.Status;

/// <summary>The state of a queue; null for values that the broker does not report.</summary>
internal sealed record QueueStatus(string Name, bool Exists, long Ready, long? Unacked, long Consumers);

namespace Enrollment.Cli.Status;

/// <summary>A queue of the worker; null where the broker does not tell.</summary>
internal sealed record QueueStatus(string Name, bool Exists, long Ready, long? Unacked, long Consumers);

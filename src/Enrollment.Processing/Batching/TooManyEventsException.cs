namespace Enrollment.Processing.Batching;

/// <summary>A batch of facts gives too many events for one transaction. Nothing is written, and each fact is recorded alone.</summary>
internal sealed class TooManyEventsException() : Exception("These facts change too much for one transaction.");

namespace Enrollment.Processing.Facts;

/// <summary>What some facts bring about together is too much for one transaction; nothing is written, and each is recorded alone.</summary>
internal sealed class TooManyEventsException() : Exception("These facts change too much for one transaction.");

using Enrollment.Processing.DeadLetters;
using Enrollment.Storage.Orders;

namespace Enrollment.Processing.Orders;

/// <summary>An order of retraining, with its message; null if no message carried it.</summary>
public sealed record ReceivedOrder(OrderRecorded Recorded, ReceivedMessage? Message = null);

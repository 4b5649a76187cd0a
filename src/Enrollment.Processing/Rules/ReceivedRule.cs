using Enrollment.Domain.Rules;
using Enrollment.Processing.DeadLetters;

namespace Enrollment.Processing.Rules;

/// <summary>A save of a rule, and the message it came by; null where no message did.</summary>
public sealed record ReceivedRule(RuleSaved Saved, ReceivedMessage? Message = null);

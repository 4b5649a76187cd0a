using Enrollment.Domain.Rules;
using Enrollment.Processing.DeadLetters;

namespace Enrollment.Processing.Rules;

/// <summary>A save of a rule, with its message; null if no message carried it.</summary>
public sealed record ReceivedRule(RuleSaved Saved, ReceivedMessage? Message = null);

namespace Enrollment.Chaos.Faults;

/// <summary>The fault did not come about, so it does not count.</summary>
internal sealed class FaultMissedException(string why) : Exception(why);

namespace Enrollment.Benchmark;

/// <summary>What the worker stored is not what it should have stored: no figure of such a run counts.</summary>
internal sealed class WrongResultException(string message) : Exception(message);

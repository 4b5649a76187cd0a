namespace Enrollment.Benchmark.Auditing;

/// <summary>What was measured of the audit on one database.</summary>
/// <param name="VerifiedPerSecond">Events each second, looked through by all of <c>enrollctl audit verify</c>.</param>
/// <param name="CopiedPerSecond">The same events each second, by plain COPY to a client that discards them.</param>
/// <param name="VerifyMegabytes">The most memory this process held while it verified.</param>
internal sealed record AuditFigures(double VerifiedPerSecond, double CopiedPerSecond, double VerifyMegabytes);

/// <summary>Milliseconds of the question how one learner's enrollments stood on a date.</summary>
internal sealed record AsOfFigures(double P50, double P95);

namespace Enrollment.Storage.Nights;

/// <summary>The number of segments of a phase, and the number of learners or enrollments in them.</summary>
public sealed record PlannedWork(int Segments, long Items);

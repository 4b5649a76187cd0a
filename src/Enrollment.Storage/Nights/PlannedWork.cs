namespace Enrollment.Storage.Nights;

/// <summary>The work of a phase: into how many segments it was cut, and how many learners or enrollments they hold.</summary>
public sealed record PlannedWork(int Segments, long Items);

namespace Enrollment.Domain.Tests.Architecture;

/// <summary>No project brings the worker along. In a checkout that is built already, a script that forgets it goes unnoticed.</summary>
public sealed class When_scripts_start_a_worker
{
    [Test]
    public void Should_build_it_or_everything_first()
    {
        var starting = Repository.FilesBelow("infra", "*.sh").Where(IsStarting).ToArray();

        starting.Should().NotBeEmpty();
        starting.Where(script => !IsBuilding(script)).Select(Repository.RelativePath).Should().BeEmpty();
    }

    private static bool IsStarting(string script) =>
        File.ReadLines(script).Any(line => line.StartsWith("worker_start ", StringComparison.Ordinal));

    private static bool IsBuilding(string script) =>
        File.ReadLines(script).Any(line => line is "dotnet_build" or "dotnet_build src/Enrollment.Worker");
}

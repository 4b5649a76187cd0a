using Enrollment.Journeys.Tests.ExecutedPath;

#pragma warning disable CA1050, CA1812 // The runtime looks for a class of this name outside of every namespace.
/// <summary>.NET calls it before the program's own entry point when <c>DOTNET_STARTUP_HOOKS</c> names this assembly.</summary>
internal sealed class StartupHook
{
    public static void Initialize() => ExecutionProbe.Start();
}

namespace Enrollment.TestKit;

/// <summary>A program where its own build puts it: beside the assemblies of a test, packages of its framework may be missing.</summary>
public static class BuiltProgram
{
    /// <param name="project">Such as <c>Enrollment.Cli</c>.</param>
    /// <param name="assembly">Such as <c>enrollctl.dll</c>.</param>
    public static string PathOf(string project, string assembly)
    {
        var framework = new DirectoryInfo(AppContext.BaseDirectory);
        return Path.Combine(Checkout.Root, "src", project, "bin", framework.Parent!.Name, framework.Name, assembly);
    }
}

namespace Enrollment.TestKit;

/// <summary>The folder of the checkout that the tests run in.</summary>
public static class Checkout
{
    public static string Root { get; } = FindRoot();

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Enrollment.sln")))
            folder = folder.Parent!;
        return folder.FullName;
    }
}

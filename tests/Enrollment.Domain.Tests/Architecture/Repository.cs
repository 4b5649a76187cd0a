namespace Enrollment.Domain.Tests.Architecture;

/// <summary>The files of the checkout that the tests run in.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>The pages at the root, such as README, and those below <c>docs</c>.</summary>
    public static IEnumerable<string> Pages() => Directory.EnumerateFiles(Root, "*.md").Concat(FilesBelow("docs", "*.md"));

    public static IEnumerable<string> FilesBelow(string folder, string pattern) =>
        Directory
            .EnumerateFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories)
            .Where(file => !RelativePath(file).Split('/').Any(name => name is "bin" or "obj"));

    public static string RelativePath(string file) => Path.GetRelativePath(Root, file).Replace(Path.DirectorySeparatorChar, '/');

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(TestContext.CurrentContext.TestDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Enrollment.sln")))
            folder = folder.Parent!;
        return folder.FullName;
    }
}

namespace Enrollment.Samples;

/// <summary>40 groups: each person is in a department and at a site, some have roles.</summary>
internal static class Groups
{
    public static readonly string[] Departments = Named(
        "dept-",
        "sales service finance legal people it research design marketing purchasing logistics production quality facilities security "
            + "support training board-office"
    );

    public static readonly string[] Roles = Named(
        "role-",
        "first-aider forklift-driver maintenance manager fire-warden contractor driver auditor trainer apprentice on-call works-council"
    );

    private static readonly string[] Sites = Named("site-", "berlin hamburg-plant lyon-plant madrid oslo porto rome tokyo vienna warsaw");

    public static HashSet<string> PickFor(Chance chance)
    {
        HashSet<string> groups = [chance.Pick(Departments), chance.Pick(Sites)];
        if (chance.Happens(0.35))
            groups.Add(chance.Pick(Roles));
        if (chance.Happens(0.08))
            groups.Add(chance.Pick(Roles));
        return groups;
    }

    private static string[] Named(string prefix, string names) => [.. names.Split(' ').Select(name => prefix + name)];
}

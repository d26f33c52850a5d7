using System.Text;
using Compose.Testing.Specs;
using static Compose.Differential.Tests.Generated.Sketch;

namespace Compose.Differential.Tests.Generated;

/// <summary>
/// A whole project from a seed: services with attributes in drawn forms, over base, override, extended and included files, with profiles,
/// variables, and now and then a mistake, because what is refused must be equal too.
/// </summary>
internal sealed class ProjectMaker
{
    private readonly Draw _draw;
    private readonly ServiceMaker _maker;
    private readonly ProjectNames _names = ProjectNames.Usual;
    private readonly SpecWorkspace _workspace;
    private readonly List<string> _flags = [];

    private ProjectMaker(int seed, SpecWorkspace workspace)
    {
        _draw = new Draw(seed);
        _maker = new ServiceMaker(_draw, _names);
        _workspace = workspace;
    }

    /// <summary>Writes the project of a seed and says how to ask for it.</summary>
    public static SpecInvocation Write(int seed, SpecWorkspace workspace) => new ProjectMaker(seed, workspace).Make();

    private SpecInvocation Make()
    {
        var main = BaseFile();
        WriteFile("one.env", "A=file\nB=\"q ${V1}\"\nC=${A}-x # c\nexport D='$lit'\n");
        WriteFile("two.env", "A=two\nE=5\n\n# c\nV1\n");
        WriteFile(".env", "V1=dotenv\nV3=three\n");
        if (_draw.OneIn(3))
            AddExtends(main);
        if (_draw.OneIn(4))
            AddInclude(main);
        if (_draw.OneIn(6))
            Spoil(main);
        WriteFile("compose.yaml", Sketch.Write(main, _draw));
        if (_draw.OneIn(2))
            WriteFile("compose.override.yaml", Sketch.Write(OverrideFile(), _draw));
        if (_draw.OneIn(3))
            _flags.AddRange(["--profile", _draw.Of("dev", "test", "*")]);

        var environment = SpecInvocation.Bare(_workspace);
        environment["V2"] = "shell";
        return new SpecInvocation(_flags, [], environment, "");
    }

    private Map BaseFile()
    {
        var services = Mapping();
        var count = 1 + _draw.Below(_names.Services.Length);
        for (var i = 0; i < count; i++)
            services.Set(_names.Services[i], Service(_names.Services[..i], 1 + _draw.Below(10), whole: true));
        var file = Mapping(
            ("services", services), ("networks", Networks()), ("volumes", Volumes()), ("secrets", Secrets()), ("configs", Configs()));
        if (_draw.OneIn(3))
            file.Set("name", _draw.Of("app", "my-app_1", "\"${V1}\""));
        if (_draw.OneIn(4))
            file.Set(
                "x-top", _draw.Of<Sketch>("1.50", List("a", "b"), Mapping(("a", _maker.KeyValues()), ("b", List(Array.Empty<string>())))));
        return file;
    }

    private Map Service(string[] earlier, int attributes, bool whole)
    {
        var service = Mapping();
        if (whole)
            service.Set("image", _draw.Of("busybox", "\"busybox:${V1}\"", "localhost:5000/a/b:c", "${IMAGE:-nginx}"));
        foreach (var (name, make) in _draw.Some(AttributeTable.Service, attributes))
            service.Set(name, make(_maker, _draw));
        if (earlier.Length > 0 && _draw.OneIn(3))
            service.Set("depends_on", _maker.DependsOn(earlier));
        return service;
    }

    private Map OverrideFile()
    {
        var services = Mapping();
        foreach (var name in _draw.Some(_names.Services[..2], 2))
        {
            var service = Service([], 1 + _draw.Below(6), whole: _draw.OneIn(2));
            if (_draw.OneIn(3) && service.All.Count > 0)
            {
                var (key, value) = service.All[_draw.Below(service.All.Count)];
                service.Set(key, _draw.OneIn(2) ? new Tagged("!reset", "null") : new Tagged("!override", value));
            }

            if (service.All.Count > 0)
                services.Set(name, service);
        }

        // The base may have fewer services than are overridden: a service of the override alone needs an image.
        if (services.All.Exists(entry => entry.Key == "db") && services.All.First(entry => entry.Key == "db").Value is Map db
            && !db.All.Exists(entry => entry.Key == "image"))
            db.Set("image", "other");
        return Mapping(("services", services));
    }

    private void AddExtends(Map main)
    {
        var services = (Map)main.All.First(entry => entry.Key == "services").Value;
        var child = Service([], 4, whole: _draw.OneIn(2));
        if (_draw.OneIn(2))
        {
            child.Set("extends", _draw.OneIn(2) ? "web" : Mapping(("service", "web")));
        }
        else
        {
            WriteFile("common/base.yaml", Sketch.Write(Mapping(("services", Mapping(("base", Service([], 8, whole: true))))), _draw));
            WriteFile("common/one.env", "A=common\n");
            WriteFile("common/two.env", "B=common\n");
            child.Set("extends", Mapping(("file", "common/base.yaml"), ("service", "base")));
        }

        services.Set("child", child);
    }

    private void AddInclude(Map main)
    {
        var included = Mapping(
            ("services", Mapping(("inc", Service([], 6, whole: true)))), ("networks", Networks()), ("volumes", Volumes()),
            ("secrets", Secrets("../")), ("configs", Configs("../")));
        WriteFile("sub/compose.yaml", Sketch.Write(included, _draw));
        WriteFile("sub/one.env", "A=sub\n");
        WriteFile("sub/two.env", "B=sub\n");
        if (_draw.OneIn(2))
            WriteFile("sub/.env", "V1=sub\nIMAGE=subimage\n");
        main.Set(
            "include",
            _draw.Of<Sketch>(
                List("sub/compose.yaml"), List(Mapping(("path", "sub/compose.yaml"))),
                List(Mapping(("path", List("sub/compose.yaml")), ("project_directory", ".")))));
    }

    private void Spoil(Map main)
    {
        var services = (Map)main.All.First(entry => entry.Key == "services").Value;
        var service = (Map)services.All[_draw.Below(services.All.Count)].Value;
        switch (_draw.Below(5))
        {
            case 0:
                service.Set(_draw.Of("comand", "enviroment", "prots"), "x");
                break;
            case 1:
                service.Set("networks", List("nowhere"));
                break;
            case 2:
                service.Set(
                    _draw.Some(AttributeTable.Service, 1)[0].Name,
                    _draw.Of<Sketch>("5", "x", "true", List("a", "5"), Mapping(("a", "b")), ""));
                break;
            case 3:
                service.Set("depends_on", List("nobody"));
                break;
            default:
                service.Set("labels", List($"\"a={_draw.Of("${", "${V1", "${R:?needed}", "${A!}")}\""));
                break;
        }
    }

    private Map Networks() => Mapping(
        ("front", _draw.Of<Sketch>("", Mapping(("driver", "bridge"), ("labels", Mapping(("a", "x")))))),
        ("back", _draw.Of<Sketch>(
            Mapping(("internal", "true")), Mapping(("external", "true")),
            Mapping(("ipam", Mapping(("config", List(Mapping(("subnet", "10.5.0.0/16")))))), ("name", "${V1}-n")))));

    private Map Volumes() => Mapping(
        ("data", _draw.Of<Sketch>(
            "", Mapping(("driver", "local"), ("driver_opts", Mapping(("type", "none"), ("o", "bind"), ("device", "./d")))),
            Mapping(("external", "true"), ("name", "real")))),
        ("logs", Mapping(("labels", List("a=b", "c")))));

    private static Map Secrets(string up = "./") =>
        Mapping(("token", Mapping(("file", $"{up}token.txt"))), ("key", Mapping(("environment", "V2"))));

    private Map Configs(string up = "./") => Mapping(
        ("conf", Mapping(("file", $"{up}conf"))),
        ("conf2", _draw.Of<Sketch>(Mapping(("content", "\"a ${V1}\"")), Mapping(("external", "true")))));

    private void WriteFile(string name, string content) => _workspace.Write(name, Encoding.UTF8.GetBytes(content));
}

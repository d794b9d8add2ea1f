using SiameseDsl.Package.Tests.Native;
using SiameseDsl.Package.Tests.Packages;

namespace SiameseDsl.Package.Tests.Shapes;

/// <summary>A program that uses the generated types by itself, with central package versions, beside another generator that brings an older YamlDotNet.</summary>
[Collection(PackageCollection.Name)]
public sealed class CentralVersionsTests(PackedFeed feed)
{
    [Fact]
    public void It_trains_and_embeds_and_the_other_generator_keeps_its_own_yaml()
    {
        OtherGenerator.Pack(feed.Folder);
        string folder = feed.NewFolder("central versions");
        File.WriteAllText(Path.Combine(folder, "Signs.siamese.yaml"), Specs.Signs);
        File.WriteAllText(Path.Combine(folder, "Directory.Packages.props"), $"""
            <Project>
              <PropertyGroup>
                <ManagePackageVersionsCentrally>true</ManagePackageVersionsCentrally>
                <CentralPackageTransitivePinningEnabled>true</CentralPackageTransitivePinningEnabled>
              </PropertyGroup>
              <ItemGroup>
                <PackageVersion Include="{OtherGenerator.Id}" Version="1.0.0" />
                <PackageVersion Include="SiameseDsl" Version="{TestPaths.Version}" />
                <PackageVersion Include="TorchSharp-cpu" Version="{Path.GetFileName(TestPaths.TorchSharpPackage)}" />
              </ItemGroup>
            </Project>
            """);
        File.WriteAllText(Path.Combine(folder, "Central.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <CreateSymbolicLinksForCopyLocalIfPossible>true</CreateSymbolicLinksForCopyLocalIfPossible>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="{OtherGenerator.Id}" />
                <PackageReference Include="SiameseDsl" />
                <PackageReference Include="TorchSharp-cpu" />
              </ItemGroup>
            </Project>
            """);
        File.WriteAllText(Path.Combine(folder, "Program.cs"), """
            using System;
            using Central.Models;
            using SiameseDsl.Data;
            using SiameseDsl.Training;

            using DataSplit data = DataSets.Load(new DataRequest { Name = "glyphs", InputShape = [1, 28, 28] });
            using var model = new Signs.Contrastive(seed: 1);
            var trainer = new Signs.Contrastive.Trainer(model, Signs.Contrastive.Options.Default with { Epochs = 1 });
            TrainingResult result = trainer.Fit(data.Train, data.Validation);
            Console.WriteLine($"{result.Epochs.Count} epoch, {model.EmbedOne(data.Test.Gather([0L])[0]).Size} values, YamlDotNet {Other.Yaml}");
            """);

        DotnetResult build = feed.Build(folder);
        build.Succeeded();
        Assert.Empty(build.Findings);

        string told = feed.Dotnet(folder, Path.Combine("bin", "Debug", "net10.0", "Central.dll")).Succeeded();
        Assert.Equal($"1 epoch, 32 values, YamlDotNet {OtherGenerator.YamlVersion[..2]}.0.0, 8 events", told.Trim());
    }
}

// usage: node scripts/make-photo.ts [FILE]   (default scripts/demo/photo.jpg)
/**
 * Draws the photo that the demo posts, as a phone would have saved it: 12 megapixels, turned by its EXIF orientation, with
 * camera and position in its metadata. The scene is computed and so free of rights; the same bytes come out each time.
 */
import { fileURLToPath } from "node:url";
import sharp from "sharp";
import { drawScene } from "./demo/scene.ts";

const file = process.argv[2] ?? fileURLToPath(new URL("./demo/photo.jpg", import.meta.url));

const { data, width, height } = await drawScene();
const { size } = await sharp(data, { raw: { width, height, channels: 3 } })
  // The sensor lies on its side: orientation 6 says that the picture is to be turned clockwise to stand upright.
  .rotate(270)
  .withExif({
    IFD0: {
      Make: "Northlight",
      Model: "NL-12 Pocket",
      Software: "make-photo",
      DateTime: "2026:06:21 04:52:07",
      Artist: "PHC",
    },
    IFD2: {
      DateTimeOriginal: "2026:06:21 04:52:07",
      ExposureTime: "1/250",
      FNumber: "28/10",
      ISOSpeedRatings: "100",
      FocalLength: "35/1",
    },
    IFD3: {
      GPSLatitudeRef: "N",
      GPSLatitude: "46/1 21/1 4980/100",
      GPSLongitudeRef: "E",
      GPSLongitude: "14/1 5/1 3300/100",
      GPSAltitudeRef: "0",
      GPSAltitude: "475/1",
    },
  })
  .withMetadata({ orientation: 6 })
  .jpeg({ quality: 85 })
  .toFile(file);
console.log(`${file}: ${width} × ${height} pixels when upright, ${size} bytes`);

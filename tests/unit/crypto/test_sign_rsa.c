/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_sign_rsa.c - RSA signatures of a second implementation (openssl), and forged ones */

#include "crypto/sign.h"

#include "unit/crypto/rsa_keys.h"

static const struct {
    const struct rsa_key_text *key;
    struct sign_how how;
    const char *signature; /* of "sample" */
} rows[] = {
    /* clang-format off */
    { &key_1024, { SIGN_RSA_PKCS1, &hash_md5, 0 },
      "7fb5257c7ec7589f37c2c7c37e062dc92feea533bc4fbff272b703cdb224b3b8"
      "8e4cd043fd1e57e01fd335bd4c14eaec1ccc7363b76cb711ee4cb615a7df608f"
      "ab49ed661834766f5e87fd965bd130f38e1fd9664c8881c7065cf5a8c25433e8"
      "6f53fab3036a9a52c4bc6ca04a060fda838642fc8bf757fc64f86376215bcf6b" },
    { &key_1024, { SIGN_RSA_PKCS1, &hash_sha1, 0 },
      "9d867c2045f423b395002ac9e44674e86a4dd15b1cae970cbfd67a40e2829f18"
      "08c6d9b6e43e92753191a16e48c1e2b8daba61bfdbd47067037bfa2b4decc8b2"
      "13eb03d801c381839150b3a5d58884105158ac2b0570427578b56c973137c941"
      "6c5715052a2f597303c43d05ea5adb6e73f4c317a27d2f504553baa49488cd93" },
    { &key_1024, { SIGN_RSA_PKCS1, &hash_sha224, 0 },
      "5e847dde3a90a02093a36716ca2c9b2d2b2406b803c088a399712f33065bdfc6"
      "08dd68937e97ecff8e5c22a4f5913bdd4f921a688628b2faa12b7f836c7aecae"
      "030b93d6505f56fff7b81db35a7dc8b825d282f2282c755ed9c32a24402dab47"
      "d31e29be6e202c0eb9b851092b1b9ca0f8906d70b14507f334a0d88f2920afda" },
    { &key_1024, { SIGN_RSA_PKCS1, &hash_sha256, 0 },
      "1615b09bce339c0434d4844e95d62e239466a2150b1ec136d748f12d5f06d22a"
      "64043ab614609623ba472895b4e5e64a35c1d1eafe8f888cb75734209c8b476e"
      "725efed1d3ab7f819946cdc2eb86743fe29802d1ffbea0350b396037f80a9bf1"
      "757d9b94e594ef17c1f22d990ffd869c3284bdb94510874f5958e78e4dec2966" },
    { &key_1024, { SIGN_RSA_PKCS1, &hash_sha384, 0 },
      "4ec5ba90961ca6d5602c84815f94a7ef8434737441ff956dd9e125eb07ece02c"
      "3b4f89203cac126f8de942baa9750a0640c42808cdcbad1953ab400cdfd9a1b9"
      "4d903ef99f5e08a8a421092c0eae16e04b0412807ae4895addd1c53e098ebbbb"
      "1a105762b92b7385fd6383b68e968af1e6529d125dc0aebf86750fcf104b6510" },
    { &key_1024, { SIGN_RSA_PKCS1, &hash_sha512, 0 },
      "abbdd78b9479a26d89918adcb4fc92342cddc8ad325f659db5cc256b3970a690"
      "c8116dfa06d9f2e5f749dc1efa34f97af359e7b9ac90ac3b71cb58349ab3f8f1"
      "fbd4138c7f3593b65c31e18f2dc413b0a3cab7f8e60af59bcb670f9158a5b03b"
      "9ab209f0df0408d20ac5b7819ae31f39e1e2dfad663bf953856039d2a19bff9c" },
    { &key_1024, { SIGN_RSA_PKCS1, &hash_sha3_224, 0 },
      "97e89cece2d13df1a78f197db620c7c7f54e6140aebcdd17c56003d28799f727"
      "bb3ba78238f0a2b176fe1d1d0519cfac4a5dab68e815420fe7a01b51e1451c6d"
      "c203f94a736847d19c1a9337327043c47ea7d58407efdfbef77a7c4127180062"
      "189a6773918f981be19bb1846b31cdd8c043b1824433009d42010f018be18639" },
    { &key_1024, { SIGN_RSA_PKCS1, &hash_sha3_256, 0 },
      "305eab617f5ee4205b97c0ef8c8e73abeec82978389e20fcc9ff8ab39a14f9c3"
      "c256e1414a5b204c4a6930e084ef8c10a270bfa48eb6d293fae2c60e5937adc0"
      "84d78b6f5245f033b9b73cbd77517d92f7359464dcc6a2bea602e14b284ab8fd"
      "873f60bf985961a811a91d1d8a6e44db977b5dbb224b64f39e4b88f0b61a17e2" },
    { &key_1024, { SIGN_RSA_PKCS1, &hash_sha3_384, 0 },
      "175caecab0145b2791930cc31e1b21f7e20bc6a1c53a3e82c9809539b622c830"
      "10466ca5315386524319e0c2a6545d6183624663a2c45d71cb86775f02788e0c"
      "87324ad45f0df60e9a7188437d741397de28fd4794a37716e3d6a07866a8d025"
      "2a45af2e58dd2c5bdc76f8966912a2f4de68c48d0d24dbf899db62abbbbe668c" },
    { &key_1024, { SIGN_RSA_PKCS1, &hash_sha3_512, 0 },
      "9c6c101480f7bd6dde29aac9a18116a43653449e08a1e20fc5f50559cb45e6d7"
      "51ba7635a71534b1246282ece1fc49b86e9b78a1cd8dfa28db89f292ee5be26f"
      "2de89938e12d590a1a451a69fd2e5eba43c1873b5d0688adabcf44a49590d19b"
      "5775526dec062ea062fa5604ca781ea7aab36aee30370e60e72c5a078dee9c02" },
    { &key_1025, { SIGN_RSA_PKCS1, &hash_sha256, 0 },
      "01667317bab36b32a3ef05e122112b168686eb7772068794605682ffeaac28e6"
      "64531c72093a6f98fe187d5b10dd7f4beded8dce2cf518aec0d565f1940134e3"
      "0cd27aa3dccca169f25f1eaccbb0a3f17d15b1befb325166f78d146138da20c0"
      "39cae0a1773b9ef5ae37ef5cd5b8af26b764232bb614629e23f5006d8c40db00"
      "15" },
    { &key_1030, { SIGN_RSA_PKCS1, &hash_sha256, 0 },
      "1a92f1ac3bc11f278b7c4e0391bb418faadb1084f9d244e415c8dfdb680e7545"
      "39608b1da27b6c10103e4e997ceb0f06d32258f2d86f15b2e1421388c8685929"
      "e23f083bebd31da22da029a3fba8c643925c2ace34a85faf316993a3fd6020a6"
      "d21ccaa6e9414557f1e066880dea97e120a7e9438048e0a25631b433b805d18b"
      "2a" },
    { &key_2048, { SIGN_RSA_PKCS1, &hash_sha256, 0 },
      "0606562409469ed4466569a98ded2af7d011f7eb6a80f245ac242f956379ddb9"
      "b1ff5f3b890ac310381931685b467510f180e0eb521928e973b22f756d1f237e"
      "47ea2c6f91161e90356750bb1be8e9cbecb40064904b2c43c4cbb7e09f292612"
      "1bf799eea0652a64c52cfd0174928556e3db10bb06eb66d298e385ccdb7fd610"
      "7821f514c5c81b3f0320ce768ddbc749b8a1fc69b3e0200664d03e6449288916"
      "583d9b8cd9b867bcef05c7fc766e6045b6b1512b190291304f212698655def80"
      "d31cb3b71fb9f14646cb83a044b45ea04ad71a5cbaa9da294995a19493ed7f6f"
      "866b20d74e18e44dc132cf2953b9210dcd81663a39e2295d4cd25adc6be9b999" },
    { &key_1024, { SIGN_RSA_PSS, &hash_sha256, 0 },
      "4404874a8181de9139b22a8be29cb932523f314a150b698c51d8e0b4502af455"
      "c80525ec30b207ecb0ce06256a2484a829822aa3f837d97ecd9c4e373fda22c3"
      "b02de24aedd4321241df3c7b0af3ef70a94cf39b604f708312e07777ddffce02"
      "d549412705e567db6fc566c83eae8f4ffb3eb573ff3a5bd8184b02619f426c16" },
    { &key_1024, { SIGN_RSA_PSS, &hash_sha384, 0 },
      "136b947d38aed8074da4f7368653f6af0eadc10e7cd8f51ae10233beb62c391f"
      "ce6418610d44f4f01e68321ddf7b431dc01c404361479f314675ee4aa2ac4bcb"
      "0eb791f7a577949178fb4982ad67a720fbf630f3a93948eb11ff410f3c382c7e"
      "33fc9ee78c531fc6c4d6b5a485e70ed21caf4ee7d4a7798a71b384e5e017961c" },
    { &key_1025, { SIGN_RSA_PSS, &hash_sha256, 0 },
      "01383de57fad979b50fa0b6c748631d8282992a0cce0f4830a92ab44ce4d747a"
      "fbe42237194e32f24a4c062836bff0052ba22a22fc931cf48bdb4459eaeed862"
      "d197fb7991363b404dc7fc52f4849e9fe96e5c1eff0e0dc5779fd0f477e42f6d"
      "34ab1802846e802ddc4b8b8ae8f08cc19e70161956d860266bcba20fb67ba503"
      "40" },
    { &key_1025, { SIGN_RSA_PSS, &hash_sha384, 0 },
      "0092d1d321b89d3a9a24a7e9988abf7e64f01b749616dceec062101b7f1171ba"
      "74f388213a5f9bb62d9d58df61a60bce723432d72d2bbad29b2ebcfb09e04e44"
      "adacf56c5f5c0d3a6f08ca9bc04aa06f5abb844bde6463f7a5605aaab50d38d9"
      "4c35a65d696be00ac3b9859f24264ce09909b4bbcea5746dca89a75a2097ce6c"
      "38" },
    { &key_1030, { SIGN_RSA_PSS, &hash_sha256, 0 },
      "15894853fe8b866f2ad9baf46bf5cdd4752cdda16842a84aa99917a4356cdbb3"
      "92c44aee4314762d06b29eb60c95a5bff0c6ba12c654428b1faf2c99d09ab501"
      "dd9766fff103a41a25fc0165af0951fada555a2e8d8a6840b0904a65a4b33bab"
      "966b503e313a12e6f3cd1e0b8386fca5099f1f01763cdd99bd1bd8d80c168f65"
      "fa" },
    { &key_1030, { SIGN_RSA_PSS, &hash_sha384, 0 },
      "238677310a8b917000204e4261b078f3ea5f044f5f16b9c1d71889dcf2562819"
      "cdaf04f77a267beee02042b2dc0e69dedb58358602abea3ee63c3c63040e7b8f"
      "b286e696574e83afdef57a396fb3012702d975b1694a2d09b75ccb55a92bfb03"
      "5e7862dba7e210a7f0470fc2e470845343fa0f68958ba11f72071c5d218b0015"
      "af" },
    { &key_2048, { SIGN_RSA_PSS, &hash_sha256, 0 },
      "780045e6a127fa155aecfb642dfe0ba78e8be0ccf6416e94d207c7217257c24d"
      "f444f26c85d9dfc0b430c65789a1dba2db0e44ed5531673ae3ddc5cc40a6a1d8"
      "65e3da3e227a48188cbe62d8c96c7152d2fe31ef35e2616c9bc8ffa2122142b0"
      "ab7ee282cc7b084a3aad06fdbaca78fa000d2fdc4f00d930dad085de7eb858e6"
      "385f096b81048caecad4a58e265a4e325784397d28e9e9b95546451f40734bac"
      "46fa36e4a72998d088dc3c3603616f10c7775be8a7c634f8b22c64dde58234ad"
      "ba9783e68af5e16a61ee6b17c0deafcc2648f28c4edd3c8bfad09f4d002f7a42"
      "47371d608ec73e4e1be571bd39f1315533c67145aaaee7a8370b33cb502ab5cc" },
    { &key_2048, { SIGN_RSA_PSS, &hash_sha384, 0 },
      "a76d287c77fcdde59a15baa5ac0745e5b20ebcfd206345fccb7e077fa05574c1"
      "abe5f17fc2d95999f0e1f3c8ce62d7cd063f2186ddf38fe1592e2615b487eea7"
      "323a18930a6554554f2eb1b7d8834ad105290936abb1ce2c5e8cf84505400d7b"
      "5c2608c955dd6c21c5bfee7fb340ae7154a035910afcb99537dc3d5196f87e00"
      "231c8bc9edaf8f63e376a4441de2cc35ba2a240f05c387f2a5b0ff2bfa3db2ef"
      "7b651e34cf8b09bb14d785e5aee7a76805c49bd5d4646265b5fc58c9c60ee859"
      "144736b1132533496a1bd016d3f290affb62315cb1992201103acc054182f1a3"
      "8ec686cf3a99b445c928c3c7620c182561ca49ae563fc3a899c582263b39241d" },
    { &key_2048, { SIGN_RSA_PSS, &hash_sha512, 0 },
      "0473eeebccdacb553d5f6597a1ae739da33eeb615aa320a14a526b85f3a1ad24"
      "6c80c6b2271ab1c71b4cfbfd7f78bbf1c99b0dfe1045953681361266b1f43e1f"
      "80cbd558376a28c32ce7e085dcb2ebaa5cf51c199faf51cddc5eebc9a659421a"
      "75b24a89f85d824cf2349637ab11e3f39f87af8cff2fbc1a598b07bb25208694"
      "4992d1eed3a599fc16a9e5cacae200c5f39087826dd0823c61400feb146d4de6"
      "1da8bed5a9b39019bebb37c9a24bc19826d8e4fc9f816da863a6ceb72f1a2134"
      "08d4a3a6189031edc57f06afcdccb888cebd0106c75b26c461f84ce0ce5c01a9"
      "5695277826a52eb72a1c1b5c9b01904c1005518755d31ac1497ff1578cbae46a" },
    { &key_2048, { SIGN_RSA_PSS, &hash_sha256, 20 },
      "7e8a3b9f867d14f65a3e82123d02f6090f09b749fb8edbc11b72d912393ed989"
      "8346d46e86fcc91ac48ab2f51703f557312ba1553588cca39c51493b7509c575"
      "721979e1b14a5463ca841810ecab5028135ad3a82f074d90a4d770b2e1faf505"
      "d46c25c64a241573717cd939d3a1cab35b82f6ac80169e795af5598bebc16598"
      "c8a795fcf9d663563ec03e694cbeddcc530e35d77d7f79e39b7c444c56419510"
      "2d0dbf2ea35a897601712f53cb2ec4a9925dbcedbc5555a1c079afad9e7ab8ea"
      "bd49a62b69c791ed5404966a180b7e7cdcdf24524dfd332df197ef9b44921198"
      "7b522dc6ab27f7e2fcf010c9dca3744fad12b4475758631f1b64ff1e364d4264" },
    /* clang-format on */
};

/* Powers of wrong encodings, made with the private half of key_2048 and SHA-256 of "sample". */
static const struct {
    const char *what;
    enum sign_padding padding;
    const char *signature;
} forged[] = {
    /* clang-format off */
    { "the padding is short, and rubbish follows the digest", SIGN_RSA_PKCS1,
      "2465608ccea0732d7d056947dca2ea00cf45678dcaea726100136912d5ad1760"
      "5c7a8dccd0faf8284df17c5b4eebe776d531a57ac64cc1fd8e23dd7994921d33"
      "b15bf68207912951c71f361b8b75fa611dac964d7d3f9f4514221d4d748f5a82"
      "4e89303e0730309f7b7c88c5320d1a46b1333f2f3d9657eee3e89492c457a876"
      "5be7c336815c67ea38a0b40cdf8b9df38aaa46e7b3c96ffb8c33ed065430a674"
      "ee55c2b028e63c098b117387dd8569ab129cba9166c57081b9ec11e473e832d0"
      "a474ebc1c846a7702f63a3969f5a26e7fc9b8c8a010e36ca863cd23644dd7053"
      "b0138d811686f8e29bfa6e8dc7ec5fb7baa6d28382bd84453b07cca72ac4d441" },
    { "the parameters are absent", SIGN_RSA_PKCS1,
      "24d6462073188fd2b7a7675b8715e9c88f78e4adc1e74431f7112c57652256c6"
      "773a31404e6916c02408e5abda4dcc2f017a5ce8eabe6879b5aa6f2f12c91c42"
      "a12cc39b03be419a5731a8d11e6ec18be2739340d5f89d68e1321b9d0acc866d"
      "412b783d14fedc77441451561c179d003b65d65c0c8c5c9e0db2f2d49eef6320"
      "f07006a949b64b4b5d2e6b4334cde609b89ed9f942c0e98b5da3d393528618c0"
      "06a17b8c1876a80fee74e07b9c89acbacdf8833964b8ca3c4a8f3bf930b1439d"
      "c4d29c750bbbf2b94e20bf582f7b91eaa82dc0ff382b816ec75a5c957ec5c233"
      "6e2d643a735d49e10b66e4a8ad5260df320a4d2ec9bf0d62d8a9526732c47cc4" },
    { "a byte of the padding is not ff", SIGN_RSA_PKCS1,
      "9b00f3adc2bb03e5a33b1d0ebe1255e80e41b975265398f02b25bcd77d9b9e29"
      "82ad233d7cc8fd6081dc0261fccf7dbc20d859958e4f46ac4c85d2cb737d961d"
      "98e05ad67d661928cb285f6914b3aec92d6299e554fe6414eca7b3744a09de42"
      "b692a03edf330f1f813f07f1bb3b6b27ce1ef4ede8b63a100797c3624e6d4680"
      "17208379a75a99454433e9e967a99a4a07095b25a916bbb2795b670dddded53e"
      "6e465a2c3bf60e0bf746f779242baa78352d692b2f19d746fbb34b7253a27dad"
      "93012d7387715451a1fc565076b83e028e99e5d16bbf62a0fb3db2cd00605813"
      "3d7d82d0ad2e49e0da49aad68cfc44f3dfb2ca833b9688197342e1dce83c1b5a" },
    { "the padding is that for encryption", SIGN_RSA_PKCS1,
      "7fb8e2c02f847f53e96a158bdc40ac6fb86b36da9815d04af8032e91739c9336"
      "0f4c742558cfdcfd79604ba0c98f841f0c187dcbac33fa774fb8c4bb48b31091"
      "83cc9617b6b604c2fa7cc243e21efd63282c94fce1f2f3a2bf57ba4b5eff0ea9"
      "86ad6ec1611f3c62b45c2a24ded757f1e02a21b224d3dee84631efa88cb9c98f"
      "eb5af809bb449b412b6f1cd24ebadd57da66fb35184b9f8e478aa00857a06a46"
      "c788cbeb10c18bdd91169aa7da8f508839d91834d47c6d583e4fecdb32b26a4d"
      "06d0475096f98a4463443215c25436c91a4fdee6bc4cfeb3f7d77d4fd825690e"
      "41cbd4e5fed0b7d8b1b023b8dc751a6688e62a90d26d9532f93abe454f1cff8c" },
    { "the length of the sequence is in long form", SIGN_RSA_PKCS1,
      "5676a347b9660caa35d0c176cca2168d77d154990a445f72ac3f67a1f2b20950"
      "31186ed72f8c09083bcc252675407ce5bcb57bbc25d6d58555c9825f1e687cbe"
      "7ef7c09aa4aac8f64f2ddecfb7aee98c8b9335dca6717b2748346ba35c7c6e3a"
      "5724de34256678ee777d740dc9524961679374c200253ccb2435ed4c9af3128c"
      "bf3db95cd5e35608544f60229b0afe7e01cc7889f5c0f8717a6a3ca6386664a8"
      "823d3629e48f9be3fe34aa681e3552a48ed79acdc21151e7febea969d0c54a9e"
      "cb24e937c03725f39813b4a4958fe8422c770573c7e9ecc2c597bb72cf59bb4b"
      "7a21ceb719a142a898ae38b441966205d593ac92faee0781f75b48b929d6a018" },
    { "the trailer is another", SIGN_RSA_PSS,
      "8aba541e81caf6f22b0368239bb03af54c6e14188dc222daa10a185c464bacda"
      "fe082fc4677898d94feca831ee41962893a6fe00ea65579bf1fc60e2d22e6afe"
      "9f1b811ff937bfdce3c9656b2b46d9c34d49f026b77e6f3e017f409f4cfc3d98"
      "a694af7a76a3ed3d57741a273f0fbb473c913a7d4aab662ecfba1ce6dd014dc7"
      "b629612e0061ede8df7d4442df6f6894c44c3f7bd0d28182410f1ed3f13dede9"
      "838d5b6c17865bac3d6ded5d1de58ff23a82d265ad6fd6751666fe1315dfb7df"
      "3fa328e8b098c09e1c2b4f32c9d5d4589129c62854d2ff77e13ea3b8aafc96f7"
      "92a0b899e361c3ce34737ee03c150cac4936b3c5d9572b1f009d6cd9f7f24517" },
    { "the separator is another", SIGN_RSA_PSS,
      "6d65dbf37b8ee25d3cb4e644c8fa831a857bc6a60c8ae49c26da3d77e8bbe580"
      "8db420ef4706970954861cff29a606940406e4ac1cfddc894e14c34a39a74700"
      "538b30071abc90e44c626598aafe5f8f8be16a081b77930efbf3b00d31d12572"
      "9459b00e455f162c7a93f60aec7cf9cda3c2b758070936171775b0cb91d6a5a3"
      "f9534da5dc520f83907690930689a63c83b377048da5c96f39ae42d37476b0a2"
      "2a628668ad67201e3e3a47b47f47bbc549d5bb990dbd09d99f62a3cdac4f5906"
      "ecdcc67e00845e28b7e7dcb0dfcb777995357b0b91277d49142189cceced369a"
      "ed88e94a33d1adfc3fb708bde72409f1b9101bd509b251df99366e2fd6b459bb" },
    { "the padding is not zero", SIGN_RSA_PSS,
      "ac89ccc2815e40e1d2b633c975d3a5182d3c5022aa02a9c01e1dbe090e3fccf6"
      "a4c5a9d7cba23eab872661db7672a6e9d2f5734241feedccaf52f0598fe11cf6"
      "0f28dddfbfd63c6f2d290cfec03f46b182d604d5640c0fb256a7682abf056ce3"
      "32dd6f2147db0a7265a661ba47f278fb140aefc1821464a8ab217176d3369b05"
      "4f4f6bed73502265d28c8471f58e669bec89b181e0dded99f3ea7541f6cfcbad"
      "97c78daa2463a0334b406cda30b2624500ad4e756ebd2ae18742514801d227cf"
      "9d9441750158b632ce33b15f6efafab56cfe76ee5466470a79d96c6218c04cf3"
      "a99dc801f3d1ca3f953365d9cd130b93390d7605bbd1ce0e31ac92ad4fbd831e" },
    { "the salt is shorter", SIGN_RSA_PSS,
      "14314afaa3cdd044605574aa7021399d7ef77a6079e68f4f317c7898fb318e62"
      "c19a62c5e20362d51ff56cc094d98486b65bbc3de2573724157efe99977641c0"
      "5e6c293d1904178f9d371207cbc3a2f9d8ad3e15a8ac463337131abb7ee5c025"
      "3cc99c47f7b53e493a683fdb5e91d1820f70956ff8f9879d6062cbcca8f16652"
      "f2a34445bbbd19ee9a1c34372982d4803be18d57e2b04f07eaad42bed37c157d"
      "6fadda77939d05134cdcb663827c01883e4e250715e3607f4d7bc26a55a7f755"
      "41033fefeb6881a323d75e59440c3893c2c35007e308e05468e3c66889798e1d"
      "ff0a7b3d7d7a3f1a4e08619eafe8dc760b916d5bd8a9717a40c44fbb1643dcae" },
    { "the salt is longer", SIGN_RSA_PSS,
      "05744340d7940125f8ec1a4739104a6a80dc3e8c73510e0919e41031adbe27c6"
      "acd4d649bb3577e2177b65e7f7cb09efa0a9d790544b05503aae9402bbe523db"
      "aa18724f8f8a4de008fd531c201c1c3ce99d04e9ee315c70a7cca5d3bcd9e3b8"
      "ac5cbeb185bb51e1327884ef1e9d401747c3a0ce4f5b5318982dd66bc1a786a8"
      "830328b2ddcd7e729f819ad8739c5835e2488153b495903129a76d2d5f8dcb9a"
      "36794c1ac6db950813f06de3866f8203bdec94f760e2f8bb64fba65f16d7271a"
      "86b6edb85728068a2ad30cfca8ec33fc44dcc451fec402cf29752c074201464e"
      "d0520b1617b97980269fdb1c278eb3df1a419dc75a38c1abe2e32f4ee8e9989f" },
    { "there is no salt", SIGN_RSA_PSS,
      "729a5851606b0e80ee13152f22a52281db29d2d286d7cc890d177aba60b28be9"
      "4c5cfb43b39f047c37bf801625d277ddb6367505a12680b6a4b09dcdc3f13571"
      "f5c9efd4d86cf90beb3139c1cf14225f79b527398145ff8cc377419998dc9afe"
      "e228e468150e6d3cf0604b642ec756a3e4de35f63b2115ae6102f610f01a6b70"
      "07c1593f99d1164c31e48af5c9d18acd6fd13f576de25271af1ef4ffc54add8d"
      "832ec2f384bdad8d4af645b397a027c571ce620bd093f4f8060dadfbf44624cc"
      "e73af9014d5704d1c727f64b75a25f0fbae957e0430063ec8f08d1dc71a01fef"
      "644fefc60cc2734c38ff767a857f0d0a5fa38dc2ca562df55ab76159eac49223" },
    { "the highest bit is set", SIGN_RSA_PSS,
      "42d592efc1eb896981002c5a9f2aa505f221fea63073ace8b608427895a30b39"
      "b7a770af91e7ee0436fb697dbe253ea218fb235523f96ab50555527021877e73"
      "339c3086f68a0c424023d95cf420ad14bb2280558eb1961924e6bf023bed2754"
      "178a3b3c0354e086c7328f9597957a8e236211dd6af85b2458290eea940572e6"
      "02f0d8e541a07e7c3157fc008d5465569700f148deb2bd29dfa59000d3d88ed8"
      "7ae6832fcf5deeccff051d7ec68cd6b4bfdcdaadfb1fdd0075a32508c25cfbd7"
      "8fc6033f8e0dbe2b6d04c91b7dbb5ca99fb7803d0a6fe8abeee89c30071b99af"
      "3a8046e6e0d13f116e88ee6b7211bd5203ad1126e7262268f43aecedabaf4d7c" },
    /* clang-format on */
};

/* clang-format off */
/* Made by the same code as the forged ones, with nothing wrong: it must pass, or they prove nothing. */
static const char right_pss[] =
      "3478d3661b6c09c176ec7c74aef40a18f19d402eb61210044a695cce30d2a7d9"
      "8dac0f41c0f2e43f5e0416230662897d6c32ced9185663b770d63153737c6024"
      "81cc536a7bf48cf0cc07abbf7c94280f6e50539eb6bbdd208aebdcbb6fa23bee"
      "cb776ad55b0f1493a8d7a09d194e6d0c1b7266d15d0c613b0f66de91d43e3851"
      "29764fa4c5d1fce652787c71b489ceedca82bf81ebe052e81358bee4379512c7"
      "a8c110c4b571aaa8317e11bc82f85beb2ddd139ff75dd2745580bf1841445f2e"
      "654e639c5652a50ae2300c64ba0f4e8fb57119236b7c31b8a0c368def0b488fa"
      "24636a35c9a0bb932da8652f79605af7d0a5fd48c322e963599e096d7049e280";
/* clang-format on */

static struct bytes sample(void)
{
    return bytes_of_text("sample");
}

static void test_signatures_of_another_implementation_verify(void **state)
{
    for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
        SCOPED(private_key) struct private_key key = rsa_key_read(rows[i].key);

        assert_int_equal(key_verify(&key.public, rows[i].how, sample(), HEX(rows[i].signature)), 0);
    }
}

/* PKCS#1 v1.5 has no random part: there is one right signature. */
static void test_pkcs1_signatures_are_those_of_another_implementation(void **state)
{
    for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
        SCOPED(private_key) struct private_key key = rsa_key_read(rows[i].key);
        SCOPED(buffer) struct buffer signature = { 0 };
        if (rows[i].how.padding != SIGN_RSA_PKCS1)
            continue;

        assert_int_equal(key_sign(&key, rows[i].how, sample(), &signature), 0);
        assert_bytes(buffer_bytes(&signature), HEX(rows[i].signature));
    }
}

static void test_our_signatures_verify_and_differ_where_they_should(void **state)
{
    for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
        SCOPED(private_key) struct private_key key = rsa_key_read(rows[i].key);
        SCOPED(buffer) struct buffer first = { 0 };
        SCOPED(buffer) struct buffer second = { 0 };

        assert_int_equal(key_sign(&key, rows[i].how, sample(), &first), 0);
        assert_int_equal(key_sign(&key, rows[i].how, sample(), &second), 0);

        assert_int_equal(first.size, key.public.modulus.size);
        assert_int_equal(key_verify(&key.public, rows[i].how, sample(), buffer_bytes(&first)), 0);
        assert_int_equal(key_verify(&key.public, rows[i].how, sample(), buffer_bytes(&second)), 0);
        assert_int_equal(bytes_equal(buffer_bytes(&first), buffer_bytes(&second)),
                         rows[i].how.padding == SIGN_RSA_PKCS1);
    }
}

static void test_signatures_follow_what_was_there(void **state)
{
    SCOPED(private_key) struct private_key key = rsa_key_read(&key_1024);
    SCOPED(buffer) struct buffer out = { 0 };
    struct bytes before = bytes_of_text("before");
    assert_int_equal(buffer_append(&out, before), 0);

    assert_int_equal(key_sign(&key, rows[0].how, sample(), &out), 0);

    assert_bytes(bytes_of(out.data, before.size), before);
    assert_bytes(bytes_from(buffer_bytes(&out), before.size), HEX(rows[0].signature));
}

static void refuse(const struct public_key *key, struct sign_how how, struct bytes message,
                   struct bytes signature)
{
    assert_int_equal(key_verify(key, how, message, signature), GNUTLS_E_PK_SIG_VERIFY_FAILED);
}

static void test_each_changed_byte_is_noticed(void **state)
{
    for (size_t i = 0; i < ARRAY_SIZE(rows); i += 5) {
        SCOPED(private_key) struct private_key key = rsa_key_read(rows[i].key);
        struct bytes signature = HEX(rows[i].signature);
        uint8_t changed[256];

        for (size_t at = 0; at < signature.size; at += 3) {
            memcpy(changed, signature.data, signature.size);
            changed[at] ^= (uint8_t)(1 << (at % 8));
            refuse(&key.public, rows[i].how, sample(), bytes_of(changed, signature.size));
        }
        refuse(&key.public, rows[i].how, bytes_of_text("simple"), signature);
    }
}

static void test_signatures_have_the_size_of_the_modulus(void **state)
{
    SCOPED(private_key) struct private_key key = rsa_key_read(&key_1024);
    struct bytes signature = HEX(rows[0].signature);
    uint8_t padded[129] = { 0 };
    memcpy(padded + 1, signature.data, 128);

    refuse(&key.public, rows[0].how, sample(), bytes_of(padded, 129));
    refuse(&key.public, rows[0].how, sample(), bytes_of(signature.data, 127));
    refuse(&key.public, rows[0].how, sample(), bytes_none());
}

/* s + n is the same residue. */
static void test_signatures_are_below_the_modulus(void **state)
{
    SCOPED(private_key) struct private_key key = rsa_key_read(&key_1025);
    struct sign_how how = { SIGN_RSA_PKCS1, &hash_sha256, 0 };
    SCOPED(buffer) struct buffer signature = { 0 };
    assert_int_equal(key_sign(&key, how, sample(), &signature), 0);

    unsigned carry = 0;
    for (size_t at = signature.size; at-- > 0;) {
        carry += (unsigned)signature.data[at] + key.public.modulus.data[at];
        signature.data[at] = (uint8_t)carry;
        carry >>= 8;
    }

    assert_int_equal(carry, 0);
    refuse(&key.public, how, sample(), buffer_bytes(&signature));
}

static void test_wrong_encodings_are_refused(void **state)
{
    SCOPED(private_key) struct private_key key = rsa_key_read(&key_2048);

    for (size_t i = 0; i < ARRAY_SIZE(forged); i++) {
        struct sign_how how = { forged[i].padding, &hash_sha256, 0 };
        print_message("%s\n", forged[i].what);
        refuse(&key.public, how, sample(), HEX(forged[i].signature));
    }
    struct sign_how how = { SIGN_RSA_PSS, &hash_sha256, 0 };
    assert_int_equal(key_verify(&key.public, how, sample(), HEX(right_pss)), 0);
}

static void test_a_key_too_small_for_its_hash_is_refused(void **state)
{
    SCOPED(private_key) struct private_key key = rsa_key_read(&key_1024);
    struct sign_how how = { SIGN_RSA_PSS, &hash_sha512, 0 };
    SCOPED(buffer) struct buffer out = { 0 };

    assert_int_equal(key_sign(&key, how, sample(), &out), GNUTLS_E_PK_SIGN_FAILED);
    assert_int_equal(out.size, 0);
    refuse(&key.public, how, sample(), HEX(rows[0].signature));
}

/* A fault in one half of the calculation would show the primes. */
static void test_a_fault_gives_an_error_and_no_signature(void **state)
{
    static const size_t at[] = { 0, 20, 63 };

    for (size_t i = 0; i < ARRAY_SIZE(at); i++) {
        SCOPED(private_key) struct private_key key = rsa_key_read(&key_1024);
        SCOPED(buffer) struct buffer out = { 0 };
        key.dp.data[at[i]] ^= 4;

        assert_int_equal(key_sign(&key, rows[0].how, sample(), &out), GNUTLS_E_PK_SIGN_FAILED);
        assert_int_equal(out.size, 0);
    }
}

static void test_key_and_padding_must_fit(void **state)
{
    SCOPED(private_key) struct private_key key = rsa_key_read(&key_2048);
    SCOPED(buffer) struct buffer out = { 0 };
    struct bytes digest = HEX("0102");
    struct sign_how ecdsa = { SIGN_ECDSA, &hash_sha256, 0 }, no_hash = { SIGN_RSA_PSS, NULL, 0 };
    struct sign_how eddsa = { SIGN_EDDSA, NULL, 0 }, pkcs1 = { SIGN_RSA_PKCS1, &hash_sha256, 0 };
    struct sign_how pss = { SIGN_RSA_PSS, &hash_sha256, 0 };

    assert_int_equal(key_sign(&key, ecdsa, sample(), &out), GNUTLS_E_INVALID_REQUEST);
    assert_int_equal(key_sign(&key, eddsa, sample(), &out), GNUTLS_E_INVALID_REQUEST);
    assert_int_equal(key_sign(&key, no_hash, sample(), &out), GNUTLS_E_INVALID_REQUEST);
    assert_int_equal(key_sign_digest(&key, pkcs1, digest, &out), GNUTLS_E_INVALID_REQUEST);
    assert_int_equal(key_verify_digest(&key.public, pkcs1, digest, digest),
                     GNUTLS_E_INVALID_REQUEST);

    key.public.kind = KEY_RSA_PSS;
    assert_int_equal(key_sign(&key, pkcs1, sample(), &out), GNUTLS_E_INVALID_REQUEST);
    assert_int_equal(key_sign(&key, pss, sample(), &out), 0);
}

static void test_parameters_of_a_key_bind_its_signatures(void **state)
{
    SCOPED(private_key) struct private_key key = rsa_key_read(&key_2048);
    SCOPED(buffer) struct buffer out = { 0 };
    struct sign_how with_256 = { SIGN_RSA_PSS, &hash_sha256, 0 };
    struct sign_how with_384 = { SIGN_RSA_PSS, &hash_sha384, 0 };
    key.public.kind = KEY_RSA_PSS;

    key.public.pss = (struct pss_params){ &hash_sha256, 32 };
    assert_int_equal(key_sign(&key, with_256, sample(), &out), 0);
    assert_int_equal(key_sign(&key, with_384, sample(), &out), GNUTLS_E_INVALID_REQUEST);
    key.public.pss = (struct pss_params){ &hash_sha256, 33 };
    assert_int_equal(key_sign(&key, with_256, sample(), &out), GNUTLS_E_INVALID_REQUEST);
}

static void test_numbers_that_are_no_key_do_not_verify(void **state)
{
    SCOPED(private_key) struct private_key key = rsa_key_read(&key_1024);
    struct bytes signature = HEX(rows[0].signature);

    key.public.modulus.data[127] &= 0xfe;
    assert_int_equal(key_verify(&key.public, rows[0].how, sample(), signature),
                     GNUTLS_E_ILLEGAL_PARAMETER);
    assert_int_equal(buffer_set(&key.public.modulus, bytes_none()), 0);
    assert_int_equal(key_verify(&key.public, rows[0].how, sample(), signature),
                     GNUTLS_E_ILLEGAL_PARAMETER);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_signatures_of_another_implementation_verify),
        cmocka_unit_test(test_pkcs1_signatures_are_those_of_another_implementation),
        cmocka_unit_test(test_our_signatures_verify_and_differ_where_they_should),
        cmocka_unit_test(test_signatures_follow_what_was_there),
        cmocka_unit_test(test_each_changed_byte_is_noticed),
        cmocka_unit_test(test_signatures_have_the_size_of_the_modulus),
        cmocka_unit_test(test_signatures_are_below_the_modulus),
        cmocka_unit_test(test_wrong_encodings_are_refused),
        cmocka_unit_test(test_a_key_too_small_for_its_hash_is_refused),
        cmocka_unit_test(test_a_fault_gives_an_error_and_no_signature),
        cmocka_unit_test(test_key_and_padding_must_fit),
        cmocka_unit_test(test_parameters_of_a_key_bind_its_signatures),
        cmocka_unit_test(test_numbers_that_are_no_key_do_not_verify),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
